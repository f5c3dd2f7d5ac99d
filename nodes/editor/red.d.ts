// Owns what the forms know of Node-RED's editor: the calls they make, no more, and what the build puts in.
// The published types lag behind the editor: validators that give a reason, typed input options.

import type { Capabilities } from '../lib/providers/provider.js';
import type { ValueType } from '../lib/shared/settings.js';

declare global {
  /** Every provider and what it can do, in the order of the list. Put in by the build. */
  const PROVIDERS: readonly ProviderFacts[];

  /** Prefix of this package's catalogs: `<catalog><type>:<key>`. Put in by the build. */
  const CATALOGS: string;

  const RED: Editor;

  interface ProviderFacts {
    readonly id: string;
    readonly capabilities: Capabilities;
  }

  /** A node in the editor: what it stores and what the editor adds. */
  interface EditorNode {
    readonly id: string;
    readonly type: string;
    readonly z?: string;
    /** Its group. */
    readonly g?: string;
    /** Disabled. */
    readonly d?: boolean;
    readonly valid?: boolean;
    /** It is not as it was deployed. */
    readonly changed?: boolean;
    /** Unknown until the form was open once; afterwards `has_<name>` says whether there is one. */
    readonly credentials?: Readonly<Record<string, unknown>>;
  }

  /** A flow written by hand may lack any of the settings. */
  type FormNode<Settings> = EditorNode & { [Name in keyof Settings]?: Settings[Name] | undefined };

  /** `true`, or the reason in words. The editor shows the reason only of a function with two parameters. */
  type Validator<Settings, Value> = (
    this: FormNode<Settings>,
    value: Value | undefined,
    options: object,
  ) => boolean | string;

  interface Definition<Settings, Secrets extends string> {
    category: string;
    categoryDescription?: string;
    color: string;
    icon: string;
    inputs?: 0 | 1;
    outputs?: number;
    defaults: {
      [Name in keyof Settings]: {
        value: Settings[Name];
        type?: string;
        required?: boolean;
        validate?: Validator<Settings, Settings[Name]>;
      };
    };
    credentials?: Record<Secrets, { type: 'text' | 'password'; validate?: Validator<Settings, string> }>;
    paletteLabel(): string;
    label(this: FormNode<Settings>): string;
    labelStyle?(this: FormNode<Settings>): string;
    /** At the side of the node. */
    button?: {
      enabled(this: FormNode<Settings>): boolean;
      onclick(this: FormNode<Settings>): void;
    };
    inputLabels?(): string;
    outputLabels?(this: FormNode<Settings>, index: number): string;
    /** A node was dragged in, or came with an import. */
    onadd?(this: FormNode<Settings>): void;
    oneditprepare?(this: FormNode<Settings>): void;
    oneditsave?(this: FormNode<Settings>): void;
    oneditcancel?(this: FormNode<Settings>): void;
  }

  interface SidebarTab {
    id: string;
    label: string;
    name: string;
    iconClass: string;
    content: JQuery;
    /** It can be used while a form is open. */
    enableOnEdit: boolean;
  }

  interface Tray {
    title: string;
    buttons: readonly { id: string; text: string; click(): void }[];
    width?: number;
    open(tray: JQuery): void;
    close(): void;
    show(): void;
  }

  /** What comes of an import; it may be changed before it is drawn. */
  interface ImportedNode extends EditorNode {
    changed?: boolean;
  }

  /** A small sign at the upper edge of a node. */
  interface Annotation {
    type: 'badge';
    class: string;
    element(): SVGElement;
    filter(node: StoredNode): boolean;
    show(node: StoredNode): boolean;
    tooltip(node: StoredNode): string;
  }

  type StoredNode = EditorNode & Readonly<Record<string, unknown>>;

  /** What a wire can lead to: a node, a junction, the border of a subflow, where `i` is the place of the port. */
  type FlowPart = StoredNode & { readonly i?: number };

  interface Link {
    readonly source: EditorNode;
    readonly sourcePort: number;
    readonly target: FlowPart;
  }

  /** A tab or a subflow. */
  interface Flow {
    readonly label?: string;
    readonly name?: string;
    readonly env?: unknown;
  }

  interface Place {
    readonly x: number;
    readonly y: number;
    readonly w?: number;
  }

  interface HistoryEvent {
    t: 'add';
    nodes: string[];
    links?: Link[];
    dirty: boolean;
  }

  interface Notification {
    close(): void;
  }

  /** One step of Node-RED's guide. The description is html. */
  interface TourStep {
    readonly title: string;
    readonly titleIcon?: string;
    readonly description: string;
    /** In the middle of the window where there is none. */
    readonly element?: () => JQuery<Element>;
    readonly direction?: 'bottom' | 'left' | 'right' | 'top';
    readonly width?: number;
    readonly interactive?: boolean;
    /** Where the words go when the mouse comes to what they speak of. */
    readonly fallback?: 'inset-bottom-right';
    /** One that declares a parameter is waited for. */
    prepare?(done: () => void): void;
    /** The step is over, or the tour is left. */
    complete?(): void;
  }

  /** What the guide runs, and what we do before and after. */
  interface Tour {
    readonly steps: readonly TourStep[];
    begin(): void;
    /** Answers why the tour ended before its end, in words. */
    end(): Promise<string | undefined>;
  }

  interface NotificationOptions {
    timeout: number;
    buttons?: readonly { text: string; class?: string; click(): void }[];
  }

  interface Editor {
    _(key: string, values?: Readonly<Record<string, string | number>>): string;
    readonly nodes: {
      registerType<Settings, Secrets extends string = never>(
        type: string,
        definition: Definition<Settings, Secrets>,
      ): void;
      getType(type: string): { readonly defaults: Readonly<Record<string, { readonly value: unknown }>> };
      node(id: string): StoredNode | null;
      workspace(id: string): (Flow & { readonly disabled?: boolean }) | null;
      /** Puts nodes of a flow file on the canvas; with `generateIds` each gets a new id. */
      import(
        nodes: readonly object[],
        options: { generateIds: boolean; addFlow: boolean },
      ): { readonly nodes: readonly ImportedNode[] } | undefined;
      eachConfig(visit: (node: StoredNode) => void): void;
      filterNodes(filter: { readonly type?: string; readonly z?: string }): readonly StoredNode[];
      id(): string;
      /** Answers the node as it is kept from now on, which is not the same object. */
      add(node: object): StoredNode;
      addLink(link: Link): void;
      group(id: string): StoredNode | undefined;
      /** `0` for those that leave a node, by any output. */
      getNodeLinks(id: string, port: 0): readonly Link[];
      subflow(id: string): (Flow & { readonly in: readonly EditorNode[] }) | null;
      dirty(set?: boolean): boolean;
    };
    readonly user: { hasPermission(permission: string): boolean };
    readonly comms: {
      subscribe(topic: string, heard: (topic: string, data: unknown) => void): void;
      send(topic: string, data: object): void;
      /** The line to the runtime is there, or there again. */
      on(event: 'connect', act: () => void): void;
    };
    readonly sidebar: { addTab(tab: SidebarTab): void; show(id: string): void };
    readonly tray: { show(tray: Tray): void; close(done?: () => void): void };
    readonly events: { on(name: string, act: () => void): void; off(name: string, act: () => void): void };
    readonly tourGuide: {
      load(address: string, done: (failure: unknown, tour?: Tour) => void): void;
      /** Tells when it is over, however that came about. */
      run(address: string, done: () => void): void;
    };
    readonly user: { hasPermission(permission: string): boolean };
    readonly actions: {
      invoke(name: string): void;
      add(name: string, act: () => void, options: { label: string }): void;
      remove(name: string): void;
    };
    readonly workspaces: {
      /** The tab or subflow that is shown. */
      active(): string;
      isLocked(id?: string): boolean | undefined;
    };
    readonly view: {
      createNode(
        type: string,
        x: number,
        y: number,
        z?: string,
      ): { node: StoredNode; historyEvent: HistoryEvent };
      redraw(update?: boolean): void;
      reveal(id: string, highlight?: boolean): void;
      focus(): void;
      /** Nodes of a flow file, as one step that can be taken back. */
      importNodes(
        nodes: readonly object[],
        options: { generateIds: boolean; touchImport: boolean; addFlow: boolean; notify: boolean },
      ): void;
      selection(): { readonly nodes?: readonly StoredNode[] };
      readonly annotations: { register(id: string, annotation: Annotation): void };
    };
    notify(text: string, options: NotificationOptions): Notification;
    /** True when it is in the clipboard. */
    readonly clipboard: { copyText(text: string): boolean };
    readonly editor: {
      validateNode(node: EditorNode): boolean;
      edit(node: StoredNode): void;
      editConfig(property: string, type: string, id: string): void;
    };
    readonly settings: { readonly httpNodeRoot?: string | false };
    readonly history: { push(event: HistoryEvent): void };
    readonly utils: {
      getNodeLabel(node: EditorNode, otherwise?: string): string;
      validateTypedProperty(value: string, type: ValueType, options: object): true | string;
    };
  }

  interface TypedInputOptions {
    default?: ValueType;
    types: readonly (ValueType | { value: string; label: string })[];
    typeField?: string;
  }

  interface EditableListOptions<Item> {
    addButton?: string | boolean;
    addItem(row: JQuery, index: number, item: Partial<Item>): void;
    removeItem?(item: Partial<Item>): void;
    sortItems?(): void;
    sortable?: boolean;
    removable?: boolean;
    height?: 'auto';
  }

  interface JQuery {
    typedInput(options: TypedInputOptions): this;
    typedInput(ask: 'value' | 'type'): string;
    typedInput(set: 'value' | 'type' | 'width', value: string): void;
    typedInput(call: 'show' | 'hide'): void;
    editableList<Item>(options: EditableListOptions<Item>): this;
    editableList(call: 'addItem', item: object): void;
    editableList(call: 'empty'): void;
    editableList(ask: 'items'): JQuery;
  }
}
