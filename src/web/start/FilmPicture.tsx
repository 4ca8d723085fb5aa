// One picture of a film, asked for when it comes into sight.

import { useEffect, useRef, useState } from 'react'
import { client } from '../app/house.ts'
import { Sign } from '../parts/Sign.tsx'
import style from './Films.module.css'

/** ms into the film: behind the fade-in of a title, within the shortest of films. */
const moment = 1500

export function FilmPicture({ session, version }: { readonly session: string; readonly version: number }) {
  const place = useRef<HTMLSpanElement>(null)
  const [address, setAddress] = useState<string>()
  useEffect(() => {
    if (version === 0) return
    const ended = new AbortController()
    const sight = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting !== true) return
      sight.disconnect()
      client.ask('preview', { params: { session }, query: { version }, signal: ended.signal }).then(({ frame }) => {
        const { pathname, search } = new URL(frame, location.origin)
        setAddress(`${pathname}${search}&at=${moment}&height=240&format=webp`)
      }, () => undefined)
    }, { rootMargin: '200px' })
    sight.observe(place.current!)
    return () => {
      sight.disconnect()
      ended.abort()
    }
  }, [session, version])
  return <span ref={place} className={style['picture']}>{address === undefined ? <Sign name="film" size={28} /> : <img src={address} alt="" decoding="async" />}</span>
}
