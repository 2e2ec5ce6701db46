package org.scangate.pure.s3;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.scangate.container.ByteSource;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * The bytes of one object as it was listed, at any place: in blocks, of which the last few are
 * kept, so that who looks here and there in it does not ask for each byte.
 */
final class ObjectBytes implements ByteSource {

  private static final int BLOCK = 64 << 10;
  private static final int MAX_KEPT = 16;

  /** At some 50 ms each a worker is held up for ten seconds, and each is paid for. */
  private static final int MAX_REQUESTS = 200;

  /** Of one block, each of which may break off. */
  private static final int MAX_TRIES = 3;

  private final StoredObject object;
  private final Map<Long, byte[]> kept = new LinkedHashMap<>(MAX_KEPT * 2, 0.75f, true);
  private int requests;

  ObjectBytes(StoredObject object) {
    this.object = object;
  }

  @Override
  public long size() {
    return object.size();
  }

  @Override
  public int read(long position, byte[] into, int offset, int length) throws IOException {
    int wanted = (int) Math.max(0, Math.min(length, size() - position));
    int count = 0;
    while (count < wanted) {
      long at = position + count;
      byte[] block = block(at / BLOCK);
      int from = (int) (at % BLOCK);
      int n = Math.min(wanted - count, block.length - from);
      System.arraycopy(block, from, into, offset + count, n);
      count += n;
    }
    return count;
  }

  /** It can be read on, so that who is in the middle of something comes to its end. */
  @Override
  public boolean spent() {
    return requests >= MAX_REQUESTS;
  }

  private byte[] block(long number) throws IOException {
    byte[] block = kept.get(number);
    if (block == null) {
      block = fetch(number * BLOCK);
      kept.put(number, block);
      if (kept.size() > MAX_KEPT) {
        kept.remove(kept.keySet().iterator().next()); // the one that was used longest ago
      }
    }
    return block;
  }

  private byte[] fetch(long from) throws IOException {
    long end = Math.min(from + BLOCK, size());
    Exception why = null;
    for (int tried = 0; tried < MAX_TRIES; tried++) {
      requests++;
      try (ResponseInputStream<GetObjectResponse> content = object.open(from, end)) {
        byte[] block = content.readNBytes((int) (end - from));
        if (block.length == end - from) {
          return block;
        }
        content.abort();
        why = new IOException("it ended too early");
      } catch (S3Failure e) {
        throw object.notRead(e);
      } catch (IOException | SdkException | IllegalStateException e) {
        why = e;
      }
    }
    throw object.notRead(
        new S3Failure(
            S3Failure.Kind.PASSES,
            "reading " + object.state().at() + " broke off again and again: " + why.getMessage(),
            why));
  }

  @Override
  public void close() {
    kept.clear();
  }
}
