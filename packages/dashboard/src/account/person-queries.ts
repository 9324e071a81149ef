import type { PeopleQuery } from '../gql/graphql.ts';
import { graphql } from '../gql/index.ts';

export const PEOPLE = graphql(`
  query People($after: String) {
    people(first: 50, after: $after) {
      totalCount
      pageInfo { hasNextPage endCursor }
      edges {
        node {
          id signInName displayName bureauCode roles servicePointCodes disabledAt hasPassword isSingleSignOn
          linkExpiresAt sessionCount isCaller
        }
      }
    }
    bureaus { code nameZh nameEn }
  }
`);

export type Person = PeopleQuery['people']['edges'][number]['node'];
export type BureauChoice = PeopleQuery['bureaus'][number];

export const SERVICE_POINT_CHOICES = graphql(`
  query ServicePointChoices($bureau: ID) {
    bureau(code: $bureau) { code dimensions { servicePoints { code nameZh nameEn } } }
  }
`);

export const INVITE_PERSON = graphql(`
  mutation InvitePerson($signInName: String!, $bureau: ID, $person: PersonInput!) {
    invitePerson(signInName: $signInName, bureau: $bureau, person: $person) {
      __typename
      ... on PersonChanged { linkPath person { id linkExpiresAt } }
      ... on PersonRefused { code }
    }
  }
`);

export const CHANGE_PERSON = graphql(`
  mutation ChangePerson($id: ID!, $person: PersonInput!) {
    changePerson(id: $id, person: $person) {
      __typename
      ... on PersonChanged { linkPath person { id linkExpiresAt } }
      ... on PersonRefused { code }
    }
  }
`);

export const SET_PERSON_DISABLED = graphql(`
  mutation SetPersonDisabled($id: ID!, $isDisabled: Boolean!) {
    setPersonDisabled(id: $id, isDisabled: $isDisabled) {
      __typename
      ... on PersonChanged { linkPath person { id linkExpiresAt } }
      ... on PersonRefused { code }
    }
  }
`);

export const ISSUE_PERSON_LINK = graphql(`
  mutation IssuePersonLink($id: ID!) {
    issuePersonLink(id: $id) {
      __typename
      ... on PersonChanged { linkPath person { id linkExpiresAt } }
      ... on PersonRefused { code }
    }
  }
`);
