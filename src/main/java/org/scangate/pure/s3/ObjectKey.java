package org.scangate.pure.s3;

/**
 * Where an object is.
 *
 * @param key as it is, not encoded
 */
record ObjectKey(String bucket, String key) {

  @Override
  public String toString() {
    return "s3://" + bucket + '/' + key;
  }
}
