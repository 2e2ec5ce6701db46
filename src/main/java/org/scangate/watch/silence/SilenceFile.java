package org.scangate.watch.silence;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What has been counted, so that it outlives a restart: a line for each site. */
final class SilenceFile {

  private static final Logger LOG = System.getLogger(SilenceFile.class.getName());
  private static final String NAME = "silence.txt";
  private static final long MAX_BYTES = 1 << 20;
  private static final int FIELDS = 5;

  private final Optional<Path> folder;

  /**
   * @param folder empty: nothing is kept, and a restart begins anew
   */
  SilenceFile(Optional<Path> folder) {
    this.folder = folder;
  }

  List<HeardSite> read() {
    List<HeardSite> all = new ArrayList<>();
    try {
      Optional<Path> file = folder.map(data -> data.resolve(NAME)).filter(Files::isRegularFile);
      if (file.isPresent() && Files.size(file.get()) <= MAX_BYTES) {
        Files.readAllLines(file.get(), UTF_8).forEach(line -> all.add(site(line)));
      }
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.WARNING, NAME + " in scangate.data-folder cannot be read; it is made anew", e);
      all.clear();
    }
    return all;
  }

  private static HeardSite site(String line) {
    String[] fields = line.split(" ", FIELDS);
    return new HeardSite(
        fields[3],
        fields[4],
        fields[2].equals("-") ? Optional.empty() : Optional.of(Instant.parse(fields[2])),
        Duration.parse(fields[0]),
        SilenceLevel.valueOf(fields[1]));
  }

  void write(Collection<HeardSite> sites) {
    if (folder.isEmpty()) {
      return;
    }
    StringBuilder text = new StringBuilder();
    for (HeardSite one : sites) {
      text.append(one.silent()).append(' ').append(one.told()).append(' ');
      text.append(one.heard().map(Instant::toString).orElse("-"));
      text.append(' ').append(one.entry).append(' ').append(one.name).append('\n');
    }
    Path file = folder.get().resolve(NAME);
    Path temporary = folder.get().resolve(NAME + ".new");
    try {
      Files.writeString(temporary, text);
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "how silent sites are is not kept in {0}: {1}", file, e.toString());
    }
  }
}
