export { Bar } from '@ui/Bar';
