import { ApolloProvider } from '@apollo/client/react';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { apollo } from './platform/apollo.ts';
import { LocaleProvider } from './platform/locale.tsx';
import { Pages } from './routes.tsx';
import './platform/style.css';

const root = document.getElementById('root');
if (!root) {
  throw new Error('index.html has the root of the page.');
}
createRoot(root).render(
  <StrictMode>
    <ApolloProvider client={apollo}>
      <BrowserRouter>
        <LocaleProvider>
          <Pages />
        </LocaleProvider>
      </BrowserRouter>
    </ApolloProvider>
  </StrictMode>,
);
