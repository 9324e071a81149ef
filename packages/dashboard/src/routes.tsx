import { lazy } from 'react';
import { Route, Routes } from 'react-router';
import { BareLayout, Layout } from './components/layout.tsx';
import { NotFoundPage } from './not-found-page.tsx';

// A page is fetched when it is opened: the charts weigh more than the frame.
const AccountLayout = lazy(() =>
  import('./account/account-layout.tsx').then((module) => ({ default: module.AccountLayout })),
);
const AccountPage = lazy(() =>
  import('./account/account-page.tsx').then((module) => ({ default: module.AccountPage })),
);
const SignInPage = lazy(() =>
  import('./account/sign-in-page.tsx').then((module) => ({ default: module.SignInPage })),
);
const LinkPage = lazy(() =>
  import('./account/link-page.tsx').then((module) => ({ default: module.LinkPage })),
);
const PeoplePage = lazy(() =>
  import('./account/people-page.tsx').then((module) => ({ default: module.PeoplePage })),
);
const TokensPage = lazy(() =>
  import('./account/tokens-page.tsx').then((module) => ({ default: module.TokensPage })),
);
const SessionsPage = lazy(() =>
  import('./account/sessions-page.tsx').then((module) => ({ default: module.SessionsPage })),
);
const OverviewPage = lazy(() =>
  import('./overview/overview-page.tsx').then((module) => ({ default: module.OverviewPage })),
);
const VolumePage = lazy(() =>
  import('./volume/volume-page.tsx').then((module) => ({ default: module.VolumePage })),
);
const TurnaroundPage = lazy(() =>
  import('./turnaround/turnaround-page.tsx').then((module) => ({ default: module.TurnaroundPage })),
);
const CaseloadPage = lazy(() =>
  import('./caseload/caseload-page.tsx').then((module) => ({ default: module.CaseloadPage })),
);
const WarningsPage = lazy(() =>
  import('./warnings/warnings-page.tsx').then((module) => ({ default: module.WarningsPage })),
);
const PerformancePage = lazy(() =>
  import('./performance/performance-page.tsx').then((module) => ({ default: module.PerformancePage })),
);
const OutreachPage = lazy(() =>
  import('./outreach/outreach-page.tsx').then((module) => ({ default: module.OutreachPage })),
);
const ServicePointsPage = lazy(() =>
  import('./service-points/service-points-page.tsx').then((module) => ({
    default: module.ServicePointsPage,
  })),
);
const ServicePointPage = lazy(() =>
  import('./service-points/service-point-page.tsx').then((module) => ({ default: module.ServicePointPage })),
);
const ApplicationsPage = lazy(() =>
  import('./applications/applications-page.tsx').then((module) => ({ default: module.ApplicationsPage })),
);
const ApplicationPage = lazy(() =>
  import('./applications/application-page.tsx').then((module) => ({ default: module.ApplicationPage })),
);
const ImportsPage = lazy(() =>
  import('./imports/imports-page.tsx').then((module) => ({ default: module.ImportsPage })),
);
const ImportRunPage = lazy(() =>
  import('./imports/import-run-page.tsx').then((module) => ({ default: module.ImportRunPage })),
);
const WhyPage = lazy(() => import('./why/why-page.tsx').then((module) => ({ default: module.WhyPage })));
const BriefingPage = lazy(() =>
  import('./briefing/briefing-page.tsx').then((module) => ({ default: module.BriefingPage })),
);
const WallboardPage = lazy(() =>
  import('./wallboard/wallboard-page.tsx').then((module) => ({ default: module.WallboardPage })),
);
const ImportFilePage = lazy(() =>
  import('./imports/import-file-page.tsx').then((module) => ({ default: module.ImportFilePage })),
);
const CoveragePage = lazy(() =>
  import('./coverage/coverage-page.tsx').then((module) => ({ default: module.CoveragePage })),
);
const NetworkPage = lazy(() =>
  import('./coverage/network-page.tsx').then((module) => ({ default: module.NetworkPage })),
);
const DemandAreaPage = lazy(() =>
  import('./coverage/place-page.tsx').then((module) => ({ default: module.DemandAreaPage })),
);
const KeyBuildingPage = lazy(() =>
  import('./coverage/place-page.tsx').then((module) => ({ default: module.KeyBuildingPage })),
);
const SitingPage = lazy(() =>
  import('./siting/siting-page.tsx').then((module) => ({ default: module.SitingPage })),
);
const ScenarioPage = lazy(() =>
  import('./siting/scenario-page.tsx').then((module) => ({ default: module.ScenarioPage })),
);
const ComparisonPage = lazy(() =>
  import('./siting/comparison-page.tsx').then((module) => ({ default: module.ComparisonPage })),
);
const CirclePage = lazy(() =>
  import('./coverage/circle-page.tsx').then((module) => ({ default: module.CirclePage })),
);
const ReleasesPage = lazy(() =>
  import('./releases/releases-page.tsx').then((module) => ({ default: module.ReleasesPage })),
);
const ReleasePage = lazy(() =>
  import('./releases/release-page.tsx').then((module) => ({ default: module.ReleasePage })),
);
const AuditPage = lazy(() =>
  import('./audit/audit-page.tsx').then((module) => ({ default: module.AuditPage })),
);
const DefinitionsPage = lazy(() =>
  import('./definitions/definitions-page.tsx').then((module) => ({ default: module.DefinitionsPage })),
);

export function Pages() {
  return (
    <Routes>
      <Route element={<BareLayout />}>
        <Route path="circle" element={<CirclePage />} />
        <Route path="wallboard" element={<WallboardPage />} />
      </Route>
      <Route element={<AccountLayout />}>
        <Route path="account" element={<AccountPage />} />
        <Route path="account/sign-in" element={<SignInPage />} />
        <Route path="account/link/:secret" element={<LinkPage />} />
        <Route path="admin/people" element={<PeoplePage />} />
        <Route path="admin/tokens" element={<TokensPage />} />
        <Route path="admin/sessions" element={<SessionsPage />} />
      </Route>
      <Route element={<Layout />}>
        <Route index element={<OverviewPage />} />
        <Route path="volume" element={<VolumePage />} />
        <Route path="turnaround" element={<TurnaroundPage />} />
        <Route path="caseload" element={<CaseloadPage />} />
        <Route path="briefing" element={<BriefingPage />} />
        <Route path="why" element={<WhyPage />} />
        <Route path="warnings" element={<WarningsPage />} />
        <Route path="performance" element={<PerformancePage />} />
        <Route path="outreach" element={<OutreachPage />} />
        <Route path="service-points" element={<ServicePointsPage />} />
        <Route path="service-points/:code" element={<ServicePointPage />} />
        <Route path="coverage" element={<CoveragePage />} />
        <Route path="coverage/network" element={<NetworkPage />} />
        <Route path="coverage/areas/:code" element={<DemandAreaPage />} />
        <Route path="coverage/buildings/:code" element={<KeyBuildingPage />} />
        <Route path="siting" element={<SitingPage />} />
        <Route path="siting/compare" element={<ComparisonPage />} />
        <Route path="siting/:id" element={<ScenarioPage />} />
        <Route path="applications" element={<ApplicationsPage />} />
        <Route path="applications/:caseKey" element={<ApplicationPage />} />
        <Route path="imports" element={<ImportsPage />} />
        <Route path="imports/files/:id" element={<ImportFilePage />} />
        <Route path="imports/:id" element={<ImportRunPage />} />
        <Route path="releases" element={<ReleasesPage />} />
        <Route path="releases/:id" element={<ReleasePage />} />
        <Route path="admin/audit" element={<AuditPage />} />
        <Route path="definitions" element={<DefinitionsPage />} />
        <Route path="*" element={<NotFoundPage />} />
      </Route>
    </Routes>
  );
}
