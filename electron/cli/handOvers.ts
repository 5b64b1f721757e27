import { createDeviceKey, loadDeviceKey } from '../deviceKey';
import type { EventSource } from '../sync/eventSource';
import { HandOverService } from '../sync/handOver/handOverService';
import type { Workspace } from '../workspace';
import type { Command, CommandContext } from './command';
import { handOverCommand } from './handOver';
import { takeOverCommand } from './takeOver';

/** Opens the hand-overs of a command's data folder. */
export type HandOvers = (context: Pick<CommandContext, 'workspace'>) => HandOverService;

/** The commands that hand a journal over and take others' over. @param sourceOf the journal of a data folder as sync sees it. */
export function handOverCommands(sourceOf: (workspace: Workspace) => EventSource): Record<string, Command> {
  const handOvers: HandOvers = ({ workspace }) => {
    const { dataFolder } = workspace;
    // Where the key was lost, the next one vouches for what was written before.
    return new HandOverService(sourceOf(workspace), dataFolder, loadDeviceKey(dataFolder) ?? createDeviceKey(dataFolder));
  };
  return { 'hand-over': handOverCommand(handOvers), 'take-over': takeOverCommand(handOvers) };
}
