import type { ComponentType } from 'react';
import type { Permission } from '@/lib/contract';
import { AdviceRulesPage } from '@/features/advice/components/AdviceRulesPage';
import { MacrosPage } from '@/features/cases/components/MacrosPage';
import { PoliciesPage } from '@/features/cases/components/PoliciesPage';
import { RulesPage } from '@/features/cases/components/RulesPage';
import { SettingsPage } from '@/features/cases/components/SettingsPage';
import { TypesPage } from '@/features/cases/components/TypesPage';
import { CompaniesPage } from '@/features/customers/components/CompaniesPage';
import { FieldsPage } from '@/features/customers/components/FieldsPage';
import { WeightsPage } from '@/features/customers/components/WeightsPage';
import { FailedMailsPage } from '@/features/email/components/FailedMailsPage';
import { MailboxesPage } from '@/features/email/components/MailboxesPage';
import { FlowsPage } from '@/features/flows/components/FlowsPage';
import { AuditPage } from '@/features/org/components/AuditPage';
import { HoursPage } from '@/features/org/components/HoursPage';
import { NamedPage } from '@/features/org/components/NamedPage';
import { OrganisationPage } from '@/features/org/components/OrganisationPage';
import { QueuesPage } from '@/features/org/components/QueuesPage';
import { RolesPage } from '@/features/org/components/RolesPage';
import { TokensPage } from '@/features/org/components/TokensPage';
import { UsersPage } from '@/features/org/components/UsersPage';
import { WordingPage } from '@/features/org/components/WordingPage';
import { declineReasons } from '@/features/org/api/decline-reasons';
import { dispositions } from '@/features/org/api/dispositions';
import { presenceReasons } from '@/features/org/api/presence-reasons';
import { skills } from '@/features/org/api/skills';
import { teams } from '@/features/org/api/teams';
import { PhoneNumbersPage } from '@/features/lines/components/PhoneNumbersPage';
import { PhonesPage } from '@/features/lines/components/PhonesPage';
import { TrunksPage } from '@/features/lines/components/TrunksPage';
import { PortalPage } from '@/features/portal/components/PortalPage';
import { PromptsPage } from '@/features/prompts/components/PromptsPage';
import { ProtectionPage } from '@/features/protection/components/ProtectionPage';
import { RecordingsPage } from '@/features/recordings/components/RecordingsPage';
import { RepliesPage } from '@/features/replies/components/RepliesPage';
import { SegmentsPage } from '@/features/value/components/SegmentsPage';
import { ValueSettingsPage } from '@/features/value/components/ValueSettingsPage';
import { WebhooksPage } from '@/features/webhooks/components/WebhooksPage';
import { ChannelsPage } from '@/features/webchat/components/ChannelsPage';

export interface AdminSection {
  path: string;
  group: 'people' | 'routing' | 'channels' | 'security';
  permission: Permission;
  Page: ComponentType;
}

export const adminSections: AdminSection[] = [
  { path: 'users', group: 'people', permission: 'manage_users', Page: UsersPage },
  {
    path: 'teams',
    group: 'people',
    permission: 'manage_users',
    Page: () => <NamedPage resource={teams} kind="teams" />,
  },
  { path: 'roles', group: 'people', permission: 'manage_users', Page: RolesPage },
  {
    path: 'skills',
    group: 'people',
    permission: 'manage_users',
    Page: () => <NamedPage resource={skills} kind="skills" />,
  },
  { path: 'customer_fields', group: 'people', permission: 'manage_organisation', Page: FieldsPage },
  { path: 'customer_weights', group: 'people', permission: 'manage_organisation', Page: WeightsPage },
  { path: 'companies', group: 'people', permission: 'manage_organisation', Page: CompaniesPage },
  { path: 'queues', group: 'routing', permission: 'manage_routing', Page: QueuesPage },
  { path: 'flows', group: 'routing', permission: 'manage_routing', Page: FlowsPage },
  { path: 'hours', group: 'routing', permission: 'manage_routing', Page: HoursPage },
  { path: 'segments', group: 'routing', permission: 'manage_routing', Page: SegmentsPage },
  { path: 'value_settings', group: 'routing', permission: 'manage_routing', Page: ValueSettingsPage },
  { path: 'next_actions', group: 'routing', permission: 'manage_routing', Page: AdviceRulesPage },
  { path: 'case_types', group: 'routing', permission: 'manage_routing', Page: TypesPage },
  { path: 'case_policies', group: 'routing', permission: 'manage_routing', Page: PoliciesPage },
  { path: 'case_macros', group: 'routing', permission: 'supervise', Page: MacrosPage },
  { path: 'case_rules', group: 'routing', permission: 'supervise', Page: RulesPage },
  { path: 'case_settings', group: 'routing', permission: 'manage_routing', Page: SettingsPage },
  {
    path: 'dispositions',
    group: 'routing',
    permission: 'manage_routing',
    Page: () => <WordingPage resource={dispositions} kind="dispositions" />,
  },
  {
    path: 'presence_reasons',
    group: 'routing',
    permission: 'manage_routing',
    Page: () => <WordingPage resource={presenceReasons} kind="presence_reasons" />,
  },
  {
    path: 'decline_reasons',
    group: 'routing',
    permission: 'manage_routing',
    Page: () => <WordingPage resource={declineReasons} kind="decline_reasons" />,
  },
  { path: 'webchat', group: 'channels', permission: 'manage_channels', Page: ChannelsPage },
  { path: 'portal', group: 'channels', permission: 'manage_channels', Page: PortalPage },
  { path: 'mailboxes', group: 'channels', permission: 'manage_channels', Page: MailboxesPage },
  { path: 'failed_mails', group: 'channels', permission: 'supervise', Page: FailedMailsPage },
  { path: 'trunks', group: 'channels', permission: 'manage_channels', Page: TrunksPage },
  { path: 'phone_numbers', group: 'channels', permission: 'manage_channels', Page: PhoneNumbersPage },
  { path: 'phones', group: 'channels', permission: 'manage_channels', Page: PhonesPage },
  { path: 'prompts', group: 'channels', permission: 'manage_channels', Page: PromptsPage },
  { path: 'replies', group: 'channels', permission: 'manage_channels', Page: RepliesPage },
  { path: 'organisation', group: 'security', permission: 'manage_organisation', Page: OrganisationPage },
  { path: 'recordings', group: 'security', permission: 'manage_recordings', Page: RecordingsPage },
  { path: 'protection', group: 'security', permission: 'manage_organisation', Page: ProtectionPage },
  { path: 'tokens', group: 'security', permission: 'manage_tokens', Page: TokensPage },
  { path: 'webhooks', group: 'security', permission: 'manage_organisation', Page: WebhooksPage },
  { path: 'audit', group: 'security', permission: 'see_audit', Page: AuditPage },
];
