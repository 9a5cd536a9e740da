export { Profile as ProfilePage } from '@/features/session/components/Profile';
