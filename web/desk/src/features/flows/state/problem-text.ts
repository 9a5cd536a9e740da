// What the server says is wrong with a flow, as a key of our texts and what to fill in; undefined: as the server says it.
// Its sentences are fixed (src/switchboard/flow/validate.cpp, src/flows/publishing.cpp). Pure.

const patterns: [string, RegExp][] = [
  ['no_language', /^name at least one language$/],
  ['languages_max', /^at most (?<most>\d+) languages$/],
  ['bad_language', /^'(?<name>.*)' is no language$/],
  ['twice', /^'(?<name>.*)' twice$/],
  ['no_channel', /^name at least one channel$/],
  ['no_fallback', /^say which queue takes the customer when something in the flow breaks$/],
  ['no_steps', /^a flow has at least one step$/],
  ['steps_max', /^at most (?<most>\d+) steps, there are (?<count>\d+)$/],
  ['bad_name', /^'(?<name>.*)' is no name: a-z, 0-9 and _, beginning with a letter$/],
  ['bad_exit_name', /^'(?<name>.*)' is no name for an exit$/],
  ['two_steps', /^there are two steps '(?<name>.*)'$/],
  ['no_step', /^there is no step '(?<name>.*)'$/],
  ['attributes_max', /^at most (?<most>\d+) attributes$/],
  ['taken', /^'(?<name>.*)' is taken$/],
  ['secret_text', /^only texts can be secret$/],
  ['needs_choices', /^a choice needs choices$/],
  ['choices_only', /^only a choice has choices$/],
  ['text_empty', /^a text begins empty; set it in a step$/],
  ['cannot_do', /^(?<channel>\w+) cannot do '(?<kind>\w+)'$/],
  ['cannot_assist', /^a flow beside an agent cannot do '(?<kind>\w+)'$/],
  ['no_assist', /^no agent can send a customer of (?<channel>\w+) into a flow$/],
  ['assist_only', /^only an agent can send a customer into this flow$/],
  ['two_exits', /^two exits are called '(?<name>.*)'$/],
  ['nowhere', /^this exit leads nowhere$/],
  ['no_exit', /^'(?<kind>\w+)' has no such exit$/],
  ['no_attribute', /^there is no attribute '(?<name>.*)'$/],
  ['not_text', /^'(?<name>.*)' is not a text$/],
  ['no_text', /^this language has no text$/],
  ['not_spoken', /^the flow does not speak this language$/],
  ['secret_said', /^'(?<name>.*)' is secret and is never said$/],
  ['within', /^expected (?<least>-?\d+) to (?<most>-?\d+), got (?<got>-?\d+)$/],
  ['bytes_within', /^expected (?<least>\d+) to (?<most>\d+) bytes$/],
  ['bytes_max', /^at most (?<most>\d+) bytes$/],
  ['at_most', /^at most (?<most>\d+)(?: \w+)?$/],
  ['at_most_day', /^at most a day$/],
  ['no_choice', /^there is nothing to choose from$/],
  ['bad_key', /^'(?<name>.*)' is no key of a telephone$/],
  ['same_key', /^two options have (?<name>.*)$/],
  ['voice_digits', /^voice can only collect digits$/],
  ['nothing_set', /^there is nothing to set$/],
  ['which', /^say which (?:hours|queue|skill|queue calls back|queue gets it)$/],
  ['bad_address', /^expected an address beginning with https:\/\/ or http:\/\/$/],
  ['bad_pointer', /^expected a JSON pointer such as \/order\/state$/],
  ['private_priority', /^a priority cannot hang on a customer's words$/],
  ['one_target', /^transfer to one of: an agent, a flow, a telephone number$/],
  ['bad_number', /^expected a telephone number$/],
  ['no_outside', /^(?<channel>\w+) cannot be transferred to a telephone number$/],
  ['shares_total', /^the shares are (?<total>-?\d+) % together, not 100 %$/],
  ['unreached', /^no way leads here$/],
  ['endless', /^from here the flow never ends$/],
  ['circle', /^goes round in a circle without waiting for anybody$/],
  ['test_channel', /^the flow is not for this channel$/],
  ['no_path', /^say which steps are expected$/],
  ['gone', /^there is no such (?:queue|team|skill|hours|agent|flow)$/],
  ['expression', /^at (?<at>\d+): (?<rest>.*)$/s],
  ['never_asked', /^input (?<at>\d+): (?<name>\w+) was never asked$/],
  ['went_elsewhere', /^step (?<at>\d+): expected (?<wanted>\w+), got (?<got>\w+)$/],
  ['went_on', /^step (?<at>\d+): expected no more, got (?<got>\w+)$/],
  ['was_over', /^step (?<at>\d+): expected (?<wanted>\w+), but it was over \((?<how>\w*)\)$/],
];

export function problemKey(what: string): { key: string; values: Record<string, string> } | undefined {
  for (const [key, pattern] of patterns) {
    const match = pattern.exec(what);
    if (match) return { key, values: { ...match.groups } };
  }
  return undefined;
}

export const problemKeys = patterns.map(([key]) => key);
