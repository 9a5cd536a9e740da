export { MySchedulePage as SchedulePage } from '@/features/requests/components/MySchedulePage';
