import type { ChampionsBridge } from '@shared/contract/appChannels';

/** What the preload script gave this page. */
export function championsBridge(): ChampionsBridge {
  return (window as unknown as { champions: ChampionsBridge }).champions;
}
