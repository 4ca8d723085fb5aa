// Compile-time proof that a schema and a hand-written type say the same. Nothing here exists at run time.

/** Everything read-only, all the way down, and intersections flattened, so that two types can be compared as written. */
export type Frozen<Type> = Type extends (...input: never[]) => unknown ? Type : Type extends object ? { readonly [Key in keyof Type]: Frozen<Type[Key]> } : Type

type Same<Left, Right> = (<Probe>() => Probe extends Left ? 1 : 2) extends (<Probe>() => Probe extends Right ? 1 : 2) ? true : false

/** `true` when both types are equal apart from read-only marks; otherwise a message that no value fits. */
export type Agreement<Schema, Written> = Same<Frozen<Schema>, Frozen<Written>> extends true ? true : { readonly 'schema and type disagree': readonly [Frozen<Schema>, Frozen<Written>] }
