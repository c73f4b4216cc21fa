import { t } from '../../core/l10n.ts';
import { visible } from '../../core/visible.ts';
import type { Doors } from '../doors/doors.ts';

/** Larger files are not read. Bytes. */
const largest = 10_000_000;

/** What the file is for, in the words of the dialog. */
interface Dialog {
  readonly title: string;
  readonly openLabel: string;
}

/**
 * A file that the person chose, and its name as people read it; `undefined` for none, and for one
 * that is too large, of which the person is told.
 */
export async function openChosenFile(
  dialog: Dialog,
  { files, messages }: Pick<Doors, 'files' | 'messages'>,
): Promise<{ readonly bytes: Buffer; readonly name: string } | undefined> {
  const file = await files.choose({ ...dialog });
  if (file === undefined) return undefined;
  const { name, size } = file;
  if (size > largest) {
    await messages.warn(
      t('{0} has more than {1} MB and is not read.', visible(name, 200), largest / 1_000_000),
    );
    return undefined;
  }
  return { bytes: await file.read(), name };
}

/** As `openChosenFile`, for a key. */
export const openKeyFile = (title: string, doors: Pick<Doors, 'files' | 'messages'>) =>
  openChosenFile({ title, openLabel: t('Use Key') }, doors);
