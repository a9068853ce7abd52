import { createPage, type Page } from './pdf.ts';

/** A4 upright, in points. */
export const sheet = { width: 595.28, height: 841.89, margin: 42, footer: 44 } as const;
/** Where the right margin begins. */
export const rightEdge = sheet.width - sheet.margin;

const aboveFooter = 14;

/** Pages that fill from the top to the bottom. */
export interface Paper {
  readonly pages: readonly Page[];
  /** Room for `height` points on this page or the next one: the page, and the lower end of the room. */
  readonly take: (height: number) => { readonly page: Page; readonly y: number };
  /** What stands at the head of each page from now on; answers where the page goes on below it. */
  readonly headWith: (head: (page: Page, first: boolean) => number) => void;
}

export const createPaper = (): Paper => {
  const pages: Page[] = [];
  let y = 0;
  let headOf = (_page: Page, _first: boolean): number => sheet.height - sheet.margin;
  const turn = (): Page => {
    const page = createPage();
    pages.push(page);
    y = headOf(page, pages.length === 1);
    return page;
  };
  return {
    pages,
    take: (height) => {
      const last = pages.at(-1);
      const fits = y - height >= sheet.footer + aboveFooter;
      const page = last !== undefined && fits ? last : turn();
      y -= height;
      return { page, y };
    },
    headWith: (head) => {
      headOf = head;
    },
  };
};
