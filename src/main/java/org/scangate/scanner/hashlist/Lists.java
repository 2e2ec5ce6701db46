package org.scangate.scanner.hashlist;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * All lists as they were read at one time; immutable.
 *
 * @param version changes when the lists do
 */
record Lists(
    Map<DigestKind, DigestTable> tables,
    SignatureNames names,
    List<ListReport> reports,
    String version) {

  /**
   * Reads the files.
   *
   * @param newest when the one that was changed last was
   */
  static Lists read(List<Path> files, Instant newest) throws IOException {
    List<String> fileNames = files.stream().map(file -> "" + file.getFileName()).toList();
    ListBuilder builder = new ListBuilder(fileNames);
    List<ListReport> reports = new ArrayList<>();
    for (int file = 0; file < files.size(); file++) {
      reports.add(ListReader.read(files.get(file), file, builder));
    }
    Map<DigestKind, DigestTable> tables = builder.tables();
    return new Lists(tables, builder.names(), reports, version(tables, newest));
  }

  /** Known is EICAR alone. */
  static Lists none() {
    return new Lists(Map.of(), new SignatureNames(List.of()), List.of(), "hashlist (0)");
  }

  /** The content's digits are there since a file may come in another's place with its times. */
  private static String version(Map<DigestKind, DigestTable> tables, Instant newest) {
    long fingerprint = tables.values().stream().mapToLong(DigestTable::fingerprint).sum();
    return "hashlist/%s (%s, %08x)"
        .formatted(
            newest.truncatedTo(ChronoUnit.SECONDS), size(tables), (int) (fingerprint >>> 32));
  }

  private static long size(Map<DigestKind, DigestTable> tables) {
    return tables.values().stream().mapToLong(DigestTable::size).sum();
  }

  /** How many digests, each counted once. */
  long size() {
    return size(tables);
  }

  Set<DigestKind> kinds() {
    return tables.keySet();
  }

  /** The name of what has this digest; empty when no list has it. */
  Optional<String> find(DigestKind kind, byte[] digest) {
    DigestTable table = tables.get(kind);
    return table == null
        ? Optional.empty()
        : table.find(digest).stream().mapToObj(names::name).findFirst();
  }

  /** Why these are no lists to rely on. */
  Optional<String> obstacle() {
    return reports.stream().flatMap(report -> report.obstacle().stream()).findFirst();
  }

  /**
   * Why these are not to come in the place of others.
   *
   * @param before of the same files
   */
  Optional<String> obstacleAfter(Lists before) {
    return IntStream.range(0, reports.size())
        .mapToObj(file -> reports.get(file).emptied(before.reports().get(file)))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** That it is a list and no antivirus, first; then what to mend. */
  List<String> advice(String scanner) {
    String files = reports.stream().map(ListReport::file).collect(Collectors.joining(", "));
    String what =
        "%s is a list of %s known bad files and EICAR, and no antivirus%s"
            .formatted(scanner, size(), files.isEmpty() ? "" : "; it is read from " + files);
    Stream<String> full =
        Stream.of("the lists have more names than are kept: some files are told by their list's")
            .filter(advice -> names.full());
    return Stream.of(
            Stream.of(what), reports.stream().flatMap(report -> report.advice().stream()), full)
        .flatMap(advice -> advice)
        .toList();
  }
}
