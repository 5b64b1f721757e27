export { EmptyState } from '@ui/EmptyState';
