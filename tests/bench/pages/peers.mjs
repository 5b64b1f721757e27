import * as decode from './decode.mjs';
import * as excel from './excel.mjs';
import * as papa from './papa.mjs';
import * as pouch from './pouch.mjs';
import * as search from './search.mjs';

// Called by the bench from outside, by name.
Object.assign(window, { peers: { decode, excel, papa, pouch, search } });
