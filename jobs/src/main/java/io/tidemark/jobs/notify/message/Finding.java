package io.tidemark.jobs.notify.message;

/**
 * Something that a run found.
 *
 * @param kind what it is about
 * @param key names it from run to run, whatever its values are
 * @param text it in one sentence, of bounded length and without invisible characters
 * @param lasting true if it holds until a run no longer finds it; false if it happens once, such as
 *     a request for retraining
 */
public record Finding(FindingKind kind, String key, String text, boolean lasting) {}
