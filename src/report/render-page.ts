import { loadPage, type PageName } from "./templates/load-templates.ts";

/** What stands around a page's own sections; every word already text. */
export interface PageFrame {
  /** The window's title. */
  readonly title: string;
  /** What kind of document this is, in a few words above the heading. */
  readonly kicker: string;
  readonly heading: string;
  /** One sentence below the heading: what was compared with what. */
  readonly subject: string;
  readonly footer: string;
  readonly isSynthetic: boolean;
}

/** A page's view model: the frame under `page`, everything else the page's own. */
export interface PageView {
  readonly page: PageFrame;
}

/**
 * One HTML document from a template that wraps its sections in `{{#> page}} … {{/page}}`: styles inside, no script, no
 * request, charts as SVG text already in the view. `name` is that of the template's file. Same view, same bytes.
 */
export async function renderPage<View extends PageView>(name: PageName, view: View): Promise<string> {
  const print = await loadPage<View>(name);
  return print(view);
}
