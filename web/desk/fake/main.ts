// npm run dev:fake: the fake on port 8080 and, beside it, `npm run dev:desk`. With DIST=web/dist/desk it serves that too.
import { createFake } from './server.ts';

const port = Number(process.env.PORT ?? 8080);
createFake(process.env.DIST).server.listen(port, '127.0.0.1', () =>
  console.log(`http://127.0.0.1:${port}/desk/`),
);
