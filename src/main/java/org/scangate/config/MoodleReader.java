package org.scangate.config;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.scangate.moodle.AccessRules;
import org.scangate.moodle.ConncheckPolicy;
import org.scangate.moodle.MoodleSettings;
import org.scangate.moodle.UnscannedPolicy;
import org.scangate.scan.DataSize;
import org.scangate.scan.EntryRules;
import org.scangate.scan.Reason;
import org.scangate.scan.access.AddressRange;
import org.scangate.scan.access.ClientAddress;

/** Reads the keys of the entry for Moodle; what is wrong with them is noted in the {@link Keys}. */
final class MoodleReader {

  static final String PREFIX = "scangate.moodle.";
  private static final String OURS = "scangate.";

  private final Keys keys;

  MoodleReader(Keys keys) {
    this.keys = keys;
  }

  /** To be called after whoever else reads of these {@link Keys}: it looks at what nobody has. */
  MoodleSettings settings(DataSize maxFileSize, Duration uploadTimeout, EntryRules rules) {
    List<String> tokens = keys.texts(Key.MOODLE_TOKEN);
    List<AddressRange> allowed = keys.valuesOrNone(Key.ALLOWED_ADDRESSES, AddressRange::parse);
    ClientAddress clients =
        new ClientAddress(keys.valuesOrNone(Key.TRUSTED_PROXIES, AddressRange::parse));
    boolean ready = keys.isSecondWord(Key.CONNCHECK);
    UnscannedPolicy policy = policy(ready);
    return new MoodleSettings(
        policy,
        ready && !policy.block() ? ConncheckPolicy.READY : ConncheckPolicy.ASK,
        new AccessRules(tokens, allowed),
        keys.addresses(Key.HEALTH_ADDRESSES),
        clients,
        maxFileSize,
        uploadTimeout,
        rules);
  }

  /**
   * What is no policy counts as the cautious one, and so does what may have been meant for one, and
   * what cannot be read and may hold one.
   */
  private UnscannedPolicy policy(boolean ready) {
    boolean block = blocks(keys, Key.UNSCANNED);
    if (block && ready) {
      keys.wrong(
          Key.CONNCHECK,
          "ready beside scangate.moodle.unscanned=block lets every file pass while no scanner is"
              + " ready; ask is right, or leave it out");
    }
    Map<Reason, Boolean> exceptions = new EnumMap<>(Reason.class);
    for (Reason reason : Reason.values()) {
      Keys ofReason = keys.of(reason.key());
      if (ofReason.isSet(Key.UNSCANNED_REASON)) {
        exceptions.put(reason, blocks(ofReason, Key.UNSCANNED_REASON));
      }
    }
    return new UnscannedPolicy(
        block || mayStandInAFileThatIsNotRead() || keys.unknown(OURS).nearUnscanned(), exceptions);
  }

  private boolean mayStandInAFileThatIsNotRead() {
    return keys.problems().stream().anyMatch(problem -> problem.key() == Key.SETTINGS_FILE);
  }

  private static boolean blocks(Keys keys, Key key) {
    return keys.isSet(key) && keys.optional(key, MoodleReader::isBlock).orElse(true);
  }

  private static boolean isBlock(String text) {
    try {
      return Key.UNSCANNED.type().isSecondWord(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(e.getMessage() + "; until then it is block", e);
    }
  }
}
