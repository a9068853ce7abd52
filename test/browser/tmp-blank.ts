import { openBrowser, openPage } from './support/browser.ts';
import { ask, customer, signIn, tokenOf } from './support/office.ts';
import { openSite } from './support/site.ts';

const [site, browser] = await Promise.all([openSite(), openBrowser()]);
await customer(site, 'mary@assay.test', 'Mary Jackson', '1000.00');
await ask(site, await tokenOf(site, 'mary@assay.test'), 'POST', '/v1/purchases', { grams: '2' });
const { page, complaints } = await openPage(browser, site.url);
const failed: string[] = [];
page.on('requestfailed', (r) => failed.push(r.url() + ' ' + r.failure()?.errorText));
page.on('response', (r) => {
  if (r.status() >= 400) failed.push(r.status() + ' ' + r.url());
});
await signIn(page, 'mary@assay.test');
const cdp = await page.context().newCDPSession(page);
await cdp.send('Emulation.setCPUThrottlingRate', { rate: Number(process.argv[2] ?? 3) });
const until = Date.now() + 70_000;
let n = 0;
while (Date.now() < until)
  for (const a of [
    '/',
    '/trade',
    '/deposit',
    '/withdraw',
    '/history',
    '/pools',
    '/alerts',
    '/what-if',
    '/statements',
    '/notifications',
    '/settings',
    '/nowhere',
  ]) {
    n += 1;
    await page.goto(a);
    try {
      await page.locator('h1').waitFor({ timeout: 4000 });
    } catch (e) {
      console.log(
        'BLANK',
        a,
        n,
        complaints,
        failed,
        await page.evaluate(
          'document.body.innerHTML.slice(0,600) + " // " + document.readyState + JSON.stringify(performance.getEntriesByType("resource").map(e => [e.name, e.responseStatus, Math.round(e.duration)]))',
        ),
      );
      await page.waitForTimeout(100);
    }
  }
console.log('loads', n, complaints.length, failed.slice(0, 5));
await browser.close();
process.exit(0);
