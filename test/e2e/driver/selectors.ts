/**
 * Where the workbench keeps what people see. Everything that depends on VS Code's markup stands
 * here; seen the same in VS Code 1.105 and 1.139.
 */
export const selectors = {
  workbench: '.monaco-workbench',
  activityBar: '.part.activitybar [role="tab"]',
  sideBar: '.part.sidebar',

  quickInput: {
    widget: '.quick-input-widget',
    title: '.quick-input-title',
    box: '.quick-input-box input',
    state: '.quick-input-box .monaco-inputbox',
    message: '.quick-input-message',
    busy: '.quick-input-progress.active',
    list: '.quick-input-list .monaco-list',
    back: '.codicon-quick-input-back',
    buttons:
      '.quick-input-titlebar [role="button"], .quick-input-inline-action-bar [role="button"]',
  },

  list: {
    /** The rows' common parent; its offset is how far the list is scrolled. */
    rows: '.monaco-list-rows',
    row: '.monaco-list-rows > .monaco-list-row',
  },

  tree: {
    view: '.tree-explorer-viewlet-tree-view [role="tree"]',
    twistie: '.monaco-tl-twistie',
    welcome: '.welcome-view-content',
    titleActions: '.part.sidebar .title-actions [role="button"]',
  },

  contextMenu: '.monaco-menu-container',
  hover: '.workbench-hover-container .monaco-hover-content',

  notification: '.notifications-toasts .notification-list-item',
  notificationParts: {
    message: '.notification-list-item-message',
    source: '.notification-list-item-source',
    icon: '.notification-list-item-icon',
    button: '.notification-list-item-buttons-container .monaco-button',
    close: '.codicon-notifications-clear',
  },

  dialog: {
    box: '.monaco-dialog-box',
    message: '.dialog-message-text',
    detail: '.dialog-message-detail',
    button: '.dialog-buttons .monaco-button',
    icon: '.dialog-icon',
  },

  statusBar: {
    part: '.part.statusbar',
    item: '.statusbar-item',
    label: '.statusbar-item-label',
  },

  editor: {
    area: '.part.editor',
    activeTab: '.editor-group-container.active .tab.active',
    /** The name, which newer editors split before its suffix. */
    tabName: '.monaco-icon-name-container, .monaco-icon-suffix-container',
    active: '.editor-group-container.active .editor-instance .monaco-editor',
    output: '.part.panel .output-view .monaco-editor',
    lines: '.view-lines',
    line: '.view-lines > .view-line',
  },
} as const;
