// The script of every page: each island looks for its own part and does nothing where it is not.
import { startBodyMaps } from './body-map.js';
import { startForms } from './forms.js';

document.documentElement.classList.add('js');
startForms(document);
startBodyMaps(document);
