namespace Tocsin.Core.Storage;

/// <summary>
/// The store answers but must not be used as asked: another process holds it, its layout is newer, its partitions
/// differ. Trying again does not help; the message says what to do.
/// </summary>
public sealed class StoreRefusedException : Exception
{
    /// <summary>Without a message; only for serializers.</summary>
    public StoreRefusedException() { }

    /// <summary>With the thing at fault and what to do.</summary>
    public StoreRefusedException(string message) : base(message) { }

    /// <summary>With the thing at fault, what to do, and what the driver said.</summary>
    public StoreRefusedException(string message, Exception inner) : base(message, inner) { }
}
