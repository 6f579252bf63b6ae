// What the page's scripts share, for TypeScript's compiler alone: `make check` reads the scripts with it (jsconfig.json).
// Each script runs in a scope of its own (page.py), with `further` and Gradio's `server` given.

type Parts = Record<string, unknown>; // what fills a sentence's {…}
type Said = { say: string; parts?: Parts };
type Place = { document: string | number; start: number; end: number; quote: string };
type Turn = any; // an article on the page
type Limits = { mission?: string; theme?: string; without?: string };

interface Further {
  // saying.js
  whenThere(ids: string[], does: () => void): void;
  say(key: string, parts?: Parts, spoken?: string): string;
  speak(root: ParentNode): void;
  tell<Told extends HTMLElement>(element: Told, key: string | null, parts?: Parts): Told;
  setLanguage(code: string): void;
  settle(): void;
  language(): string;
  memory: {
    get(key: string, kept?: string): string | null;
    set(key: string, value: string | null, kept?: string): void;
  };
  // signing.js
  signedOut(): Promise<void>;
  // calling.js: the server's replies are what `assistant/screens/*_calls.py` says
  call(name: string, data?: object): Promise<any>;
  pause(milliseconds: number): Promise<unknown>;
  // telling.js
  loading: boolean;
  notice(key: string | null, parts?: Parts, milliseconds?: number): void;
  measure(element: HTMLProgressElement, place: HTMLElement): (done: number, whole: number) => unknown;
  // reading.js
  lost(key: string | null): void;
  show(place: Place): boolean;
  showDocument(number: string | number): Promise<void>;
  unmark(): void;
  openPane(): void;
  closePane(): void;
  overlaid(): boolean;
  placeOf(chip: HTMLElement): Place;
  outline(places: any[], made: (place: any) => HTMLElement): HTMLElement[][];
  unwrap(selector: string): void;
  fold(folded: boolean): void;
  context(place: Place, around: number): { before: string; quote: string; after: string } | null;
  // viewing.js
  views: Record<string, (parameters: URLSearchParams) => unknown>;
  address(parameters: URLSearchParams, how?: { step?: boolean }): void;
  openView(name: string, parameters?: URLSearchParams): void;
  nameView(name: string, key: string): void;
  view(): HTMLElement;
  arrive(): void;
  // conversing.js
  turns: any[]; // Answer objects, as the server wrote them
  recent(): any[];
  talk(): string;
  keepNext(questions: string[]): void;
  pending(question: string, key: string): Turn;
  complete(turn: Turn, answered: any): void;
  fail(turn: Turn, failure: Said): void;
  empty(): void;
  clear(): void;
  forgetWhenLeaving(forget: boolean): void;
  restore(turns?: any[]): Promise<void>;
  // asking.js, limiting.js
  ask(question: string, how?: { alone?: boolean; limits?: Limits; typed?: boolean }): Promise<void>;
  limits(): Limits;
  // copying.js, citing.js, keeping.js
  put(text: string, html?: string): Promise<void>;
  copy(what: string, within: HTMLElement): Promise<void>;
  style(): string;
  // an anchor and its words each
  cite(quotes: string[][]): unknown;
  save(path: string, data: object, name: string, missing?: string): Promise<void>;
  give(blob: Blob, name: string): void;
  // leafing.js: where the search stands; pinning.js: the basket
  foundRange(): Range | null;
  pin(quotes: string[][]): void;
  basket: {
    read(): { title: string; items: any[] };
    change(does: (basket: { title: string; items: any[] }) => { title: string; items: any[] }): void;
    item(kind: string, text: string, anchor?: string): any;
  };
  // own_document.js
  document: string;
  own(): string[];
  rememberOwn(keys: string[]): void;
  choose(own: string[], served: string[] | null): Promise<unknown>;
  removeOwn(keys: string[]): Promise<void>;
  closeOwn(): Promise<void>;
  documentGone(): Promise<void>;
  reopenOwn(): Promise<boolean>;
  // choosing.js, keying.js, linking.js
  closeMenu(): void;
  walked: any; // the chip that the keys came to last
  openReference(place: Place | null, turn?: Turn): unknown;
}

declare const further: Further;
declare const server: Record<string, (data: object) => Promise<any>>;

interface Window {
  further: any; // begun by saying.js, which the others complete
  furtherWords: Record<string, Record<string, string>>; // language -> key -> sentence
}

// What a selector finds and what an event brings is known by the markup, not by these types.
interface ParentNode {
  querySelector(selectors: string): any;
  querySelectorAll(selectors: string): NodeListOf<any>;
}
interface Element {
  closest(selectors: string): any;
}
interface NonElementParentNode {
  getElementById(id: string): any;
}
interface Document {
  getElementById(id: string): any;
  addEventListener(type: string, listener: (event: any) => unknown, options?: boolean | AddEventListenerOptions): void;
}
interface HTMLElement {
  addEventListener(type: string, listener: (event: any) => unknown, options?: boolean | AddEventListenerOptions): void;
}
