using System.Security.Cryptography;
using Google.Protobuf;

namespace Tocsin.Journal.Sealing;

/// <summary>
/// Seals what is personal: AES-256-GCM (NIST SP 800-38D) under the borrower's key with a random nonce of 96 bits. The
/// decision's id and what is sealed are the associated data, so that it cannot be moved to another decision or place.
/// </summary>
internal static class PersonalSeal
{
    private const int NonceLength = 12;
    private const int TagLength = 16;

    /// <summary>Nonce, ciphertext and tag.</summary>
    public static ByteString Seal(ReadOnlySpan<byte> plain, byte[] key, ReadOnlySpan<byte> decision, SealedKind kind)
    {
        var bytes = new byte[NonceLength + plain.Length + TagLength];
        var nonce = bytes.AsSpan(0, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(
            nonce, plain, bytes.AsSpan(NonceLength, plain.Length), bytes.AsSpan(^TagLength..),
            [.. decision, (byte)kind]);
        return UnsafeByteOperations.UnsafeWrap(bytes);
    }

    /// <summary>
    /// What was sealed; null when the key does not open it: the one that did was destroyed, and the borrower has
    /// another since.
    /// </summary>
    public static byte[]? Open(ReadOnlySpan<byte> bytes, byte[] key, ReadOnlySpan<byte> decision, SealedKind kind)
    {
        if (bytes.Length < NonceLength + TagLength) return null;
        var plain = new byte[bytes.Length - NonceLength - TagLength];
        try
        {
            using var aes = new AesGcm(key, TagLength);
            aes.Decrypt(
                bytes[..NonceLength], bytes[NonceLength..^TagLength], bytes[^TagLength..], plain,
                [.. decision, (byte)kind]);
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}

/// <summary>What is sealed.</summary>
internal enum SealedKind : byte
{
    /// <summary>The personal part of a decision.</summary>
    Decision = 1,

    /// <summary>The reason that was given for what became of one.</summary>
    Reason = 2,
}
