package org.scangate.moodle;

import java.util.List;

/** The settings of this entry while the application runs. */
public interface LiveSettings {

  /** The last good ones, as they were when they were last read; never blocks. */
  MoodleSettings current();

  /** What is wrong with what stands in the sources now, a sentence each. */
  List<String> problems();

  /** Reads anew. Never throws. */
  void refresh();
}
