package org.scangate.watch.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What should be mounted, and what is. Where one of the files cannot be read, as on other systems
 * than Linux, nobody knows.
 *
 * @param fstab what should be (fstab(5))
 * @param mounts what is, in the same form
 */
public record MountTable(Path fstab, Path mounts) {

  private static final Pattern OCTAL = Pattern.compile("\\\\([0-7]{3})");
  private static final Pattern BLANKS = Pattern.compile("[ \t]+");

  /** Of this machine. */
  public static MountTable ofThisMachine() {
    return new MountTable(Path.of("/etc/fstab"), Path.of("/proc/self/mounts"));
  }

  /** The place below or at which a folder lies, where something should be mounted and is not. */
  Optional<Path> missing(Path folder) {
    try {
      Set<Path> there = places(mounts);
      return places(fstab).stream()
          .filter(place -> place.getNameCount() > 0 && folder.startsWith(place))
          .filter(place -> !there.contains(place))
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Set<Path> places(Path table) throws IOException {
    List<String> lines = Files.readAllLines(table);
    Set<Path> places = new HashSet<>();
    for (String line : lines) {
      String[] fields = BLANKS.split(line.strip(), -1);
      if (fields.length > 1 && !fields[0].startsWith("#") && fields[1].startsWith("/")) {
        places.add(Path.of(OCTAL.matcher(fields[1]).replaceAll(MountTable::character)));
      }
    }
    return places;
  }

  private static String character(MatchResult octal) {
    return Matcher.quoteReplacement(Character.toString((char) Integer.parseInt(octal.group(1), 8)));
  }
}
