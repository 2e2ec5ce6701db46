package org.scangate.moodle;

/** Which Scangate this is, as JMX shows it: {@code org.scangate:type=Version}. */
public interface ProductVersionMXBean {

  String getTitle();

  /** Of the release, such as {@code 0.1.0}. */
  String getVersion();

  /** That the WAR was built from. */
  String getCommit();
}
