// The page begins here: theme, then the app.

import { createRoot } from 'react-dom/client'
import { App } from './app/App.tsx'
import { showTheme } from './app/theme.ts'
import './styles/base.css'

showTheme()
createRoot(document.getElementById('page')!).render(<App />)
