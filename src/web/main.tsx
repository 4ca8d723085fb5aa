// The page begins here: theme, then the app.

import { createRoot } from 'react-dom/client'
import { config } from 'zod/v4/core'
import { App } from './app/App.tsx'
import { showTheme } from './app/theme.ts'
import './styles/base.css'

// The draft room's schemas, loaded later, are walked and not compiled: the content security policy lets no text become code.
config({ jitless: true })
showTheme()
createRoot(document.getElementById('page')!).render(<App />)
