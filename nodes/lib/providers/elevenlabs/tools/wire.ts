// Owns the shapes of a client tool in ElevenLabs' REST interface, as far as we read or write them. All other fields of a
// tool belong to somebody else and are kept as they are.

/** Source: elevenlabs.io, POST /v1/convai/tools, `tool_config` of type `client`. */
export interface ClientTool {
  type: 'client';
  name: string;
  description: string;
  parameters: ObjectParameter;
  /** By default false: the agent does not wait, and never hears of the result. */
  expects_response: boolean;
  /** 1 to 120, by default 20; -1 for no limit. */
  response_timeout_secs: number;
  /** `auto` hides the words of an error of a client tool. */
  tool_error_handling_mode: 'auto' | 'summarized' | 'passthrough' | 'hide';
}

export type ParameterSchema = ObjectParameter | ArrayParameter | LiteralParameter;

export interface ObjectParameter {
  type: 'object';
  description?: string;
  properties: Record<string, ParameterSchema>;
  required?: string[];
}

export interface ArrayParameter {
  type: 'array';
  description: string;
  items: ParameterSchema;
}

/** Exactly one source of its value: here always a description, which may not be empty. */
export interface LiteralParameter {
  type: string | [string, string];
  description: string;
  enum?: string[];
}

/** What a literal may have in place of a description: then the model is not asked for it. */
export const OTHER_SOURCES = [
  'dynamic_variable',
  'constant_value',
  'is_system_provided',
  'is_omitted',
] as const;
