using System.Security.Cryptography;
using Google.Protobuf;
using Tocsin.Journal.Records;

namespace Tocsin.Journal.Sealing;

/// <summary>
/// Seals personal values: AES-256-GCM (NIST SP 800-38D) under the borrower's key with a random nonce of 96 bits, and
/// the decision's id as associated data, so that what is sealed cannot be moved to another decision.
/// </summary>
internal static class PersonalSeal
{
    private const int NonceLength = 12;
    private const int TagLength = 16;

    /// <summary>Nonce, ciphertext and tag.</summary>
    public static ByteString Seal(PackedInputs inputs, byte[] key, ReadOnlySpan<byte> decision)
    {
        var plain = inputs.ToByteArray();
        var bytes = new byte[NonceLength + plain.Length + TagLength];
        var nonce = bytes.AsSpan(0, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(nonce, plain, bytes.AsSpan(NonceLength, plain.Length), bytes.AsSpan(^TagLength..), decision);
        return UnsafeByteOperations.UnsafeWrap(bytes);
    }

    /// <summary>
    /// What was sealed; null when the key does not open it: the one that did was destroyed, and the borrower has
    /// another since.
    /// </summary>
    public static PackedInputs? Open(ReadOnlySpan<byte> bytes, byte[] key, ReadOnlySpan<byte> decision)
    {
        if (bytes.Length < NonceLength + TagLength) return null;
        var plain = new byte[bytes.Length - NonceLength - TagLength];
        try
        {
            using var aes = new AesGcm(key, TagLength);
            aes.Decrypt(
                bytes[..NonceLength], bytes[NonceLength..^TagLength], bytes[^TagLength..], plain, decision);
            return PackedInputs.Parser.ParseFrom(plain);
        }
        catch (Exception fault) when (fault is AuthenticationTagMismatchException or InvalidProtocolBufferException)
        {
            return null;
        }
    }
}
