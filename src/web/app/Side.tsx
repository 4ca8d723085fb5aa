// What stands beside the film when asked for: the library, the panel of what is selected, or the export.

import { Export } from '../export/Export.tsx'
import { Library } from '../library/Library.tsx'
import { Panel } from '../panel/Panel.tsx'

export default function Side({ area, onClose }: { readonly area: 'library' | 'edit' | 'export'; readonly onClose: () => void }) {
  if (area === 'library') return <Library onClose={onClose} />
  return area === 'edit' ? <Panel onClose={onClose} /> : <Export onClose={onClose} />
}
