import { launchBrowser, wcagViolations } from './browser.ts';
const base = process.argv[2]!; const out = process.argv[3]!; const pages = process.argv.slice(4);
const browser = await launchBrowser();
for (const [w,h] of [[1280,900],[390,844]] as const) for (const p of pages) {
  const c = await browser.newContext({ viewport: {width:w,height:h}, javaScriptEnabled: !process.env['NOJS'], colorScheme: process.env['DARK']? 'dark':'light' });
  const page = await c.newPage();
  page.on('console', m => console.log('console', m.text())); page.on('pageerror', e => console.log('pageerror', e.message));
  await page.goto(base + p);
  const H = Number(await page.evaluate('document.documentElement.scrollHeight'));
  const step = w===1280? 2200 : 2600;
  for (let i=0;i*step<H;i++) await page.screenshot({ path: `${out}/${p.replace(/\W+/g,'_')}-${w}-${i}.png`, fullPage: true, clip: {x:0,y:i*step,width:w,height:Math.min(step,H-i*step)} });
  console.log(p, w, await page.evaluate('document.documentElement.scrollWidth'), await page.evaluate('document.documentElement.scrollHeight'));
  if (!process.env['NOJS']) console.log(await wcagViolations(page));
  if (w===1280 && process.env['PDF']) await page.pdf({ path: `${out}/${p.replace(/\W+/g,'_')}.pdf`, format: 'A4', margin: {top:'15mm',bottom:'15mm',left:'14mm',right:'14mm'} });
  await c.close();
}
await browser.close();
