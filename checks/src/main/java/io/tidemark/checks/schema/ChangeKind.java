package io.tidemark.checks.schema;

/** Kinds of changes between two schemas. */
public enum ChangeKind {
  /** The column was not there before. */
  ADDED(Evolution.ADD, Aspect.EXISTENCE),
  /** The column is there no more. */
  DROPPED(Evolution.DROP, Aspect.EXISTENCE),
  /** A column of that name was dropped and another added: the earlier values are gone. */
  REPLACED(Evolution.DROP, Aspect.EXISTENCE),
  /** The column has another name and the same field id. */
  RENAMED(Evolution.RENAME, Aspect.NAME),
  /** The type holds all values of the type before. */
  WIDENED(Evolution.WIDEN, Aspect.TYPE),
  /** The type is another one. */
  RETYPED(Evolution.RETYPE, Aspect.TYPE),
  /** The column may be null now. */
  LOOSENED(Evolution.NULLABILITY, Aspect.NULLABILITY),
  /** The column may no longer be null. */
  TIGHTENED(Evolution.NULLABILITY, Aspect.NULLABILITY),
  /** The column has another place among the columns that were there before. */
  MOVED(Evolution.ORDER, Aspect.PLACE);

  /** What of a column a change is about: two changes of one aspect may be one on the whole. */
  enum Aspect {
    EXISTENCE,
    NAME,
    TYPE,
    NULLABILITY,
    PLACE
  }

  private final Evolution evolution;
  private final Aspect aspect;

  ChangeKind(Evolution evolution, Aspect aspect) {
    this.evolution = evolution;
    this.aspect = aspect;
  }

  /** What a contract must allow for this kind of change. */
  public Evolution evolution() {
    return evolution;
  }

  Aspect aspect() {
    return aspect;
  }
}
