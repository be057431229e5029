import * as vscode from 'vscode';
import type { ViewerStrings } from '../../protocol/viewer';

/** The fixed texts of the viewer in the user's language; `Regions` is also what tests look for. */
export function viewerStrings(): ViewerStrings {
  return {
    zoomIn: vscode.l10n.t('Zoom In'),
    zoomOut: vscode.l10n.t('Zoom Out'),
    fit: vscode.l10n.t('Fit'),
    actualSize: vscode.l10n.t('Actual Size'),
    previousImage: vscode.l10n.t('Previous Image'),
    nextImage: vscode.l10n.t('Next Image'),
    close: vscode.l10n.t('Close'),
    zoom: vscode.l10n.t('Zoom: {0} %', '{0}'),
    position: vscode.l10n.t('{0} of {1}', '{0}', '{1}'),
    regions: vscode.l10n.t('Regions'),
    showRegions: vscode.l10n.t('Show Regions'),
    savePng: vscode.l10n.t('Save with Regions as PNG…'),
    saveJson: vscode.l10n.t('Save Regions as JSON…'),
    markPart: vscode.l10n.t('Mark a Part'),
    markHelp: vscode.l10n.t(
      'Drag over a part of the image. Or press arrow keys to move the rectangle, Shift and arrow keys to resize it, Enter to mark it, Escape to stop.',
    ),
    marked: vscode.l10n.t('Part {0} is marked.', '{0}'),
    part: vscode.l10n.t('Marked part'),
    reading: vscode.l10n.t('Reading the image…'),
    broken: vscode.l10n.t('This image cannot be shown.'),
  };
}
