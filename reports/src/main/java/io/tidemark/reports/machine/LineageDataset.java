package io.tidemark.reports.machine;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * A table by OpenLineage's naming of datasets: of a path the namespace is the storage and the name
 * the path in it; of a table in a catalog the namespace is the job's.
 *
 * @param namespace for example {@code file} or {@code s3://bucket}
 * @param name for example {@code /data/flights}
 */
record LineageDataset(String namespace, String name) {
  /** Here the part before an at sign is the container, not a user. */
  private static final Set<String> CONTAINERS = Set.of("abfs", "abfss", "wasb", "wasbs");

  /**
   * @param table path, URI or catalog name
   * @param context has the namespace of tables in a catalog, and where relative paths start
   */
  static LineageDataset of(String table, OpenLineageEvents.Context context) {
    if (!table.contains("/")) {
      return new LineageDataset(context.namespace(), table);
    }
    int scheme = table.indexOf("://");
    if (scheme < 0) {
      return new LineageDataset(
          "file", absolute(table.replaceFirst("^file:", ""), context.folder()));
    }
    String rest = table.substring(scheme + 3);
    int slash = rest.indexOf('/');
    String authority = slash < 0 ? rest : rest.substring(0, slash);
    String path = slash < 0 ? "/" : rest.substring(slash);
    String kind = table.substring(0, scheme).toLowerCase(Locale.ROOT);
    if (kind.equals("file")) {
      return new LineageDataset("file", absolute(path, context.folder()));
    }
    // Hadoop has several clients for one storage; a user or a key before the host stays out.
    String storage = kind.equals("s3a") || kind.equals("s3n") ? "s3" : kind;
    String host = CONTAINERS.contains(kind) ? authority : authority.replaceFirst("^.*@", "");
    boolean bucket = Set.of("s3", "gs").contains(storage);
    return new LineageDataset(
        storage + "://" + host, bucket && path.length() > 1 ? path.substring(1) : path);
  }

  private static String absolute(String path, Path folder) {
    // No file has a name with this character; what names one is no path.
    return path.indexOf('\0') >= 0 ? path : folder.resolve(path).normalize().toString();
  }

  /** A text as the specific part of a URI. */
  static String uri(String scheme, String text) {
    String part = PlainText.line(text);
    try {
      // Java lets brackets stand; RFC 3986 keeps them for addresses of hosts.
      return new URI(scheme, part.isEmpty() ? "unknown" : part, null)
          .toASCIIString()
          .replace("[", "%5B")
          .replace("]", "%5D");
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("`" + part + "` is no part of a URI", e);
    }
  }
}
