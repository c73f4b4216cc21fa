/**
 * The few members of the DOM that functions use which run inside the page. The house is compiled
 * without the DOM's types, so that nothing in it takes a browser's globals for Node's.
 */
export interface PageElement {
  readonly textContent: string | null;
  readonly className: string;
  readonly id: string;
  readonly style: { readonly display: string; readonly color: string };
  readonly parentElement: PageElement | null;
  readonly offsetTop: number;
  readonly offsetHeight: number;
  getAttribute(name: string): string | null;
  querySelector(selectors: string): PageElement | null;
  querySelectorAll(selectors: string): Iterable<PageElement>;
  getBoundingClientRect(): {
    readonly top: number;
    readonly left: number;
    readonly width: number;
    readonly height: number;
  };
}
