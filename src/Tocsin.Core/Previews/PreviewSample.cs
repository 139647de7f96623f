using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Tocsin.Core.Features;

namespace Tocsin.Core.Previews;

/// <summary>
/// Which borrowers a sample holds: the same each time, and every larger sample holds those of a smaller one. Pure.
/// </summary>
public static class PreviewSample
{
    /// <summary>True when a sample of a share, 0 to 1, holds a borrower.</summary>
    public static bool Holds(BorrowerId borrower, double share)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(borrower.Value), hash);
        return BinaryPrimitives.ReadUInt32BigEndian(hash) < share * (uint.MaxValue + 1.0);
    }
}
