namespace Tocsin.Core.Storage;

/// <summary>The store does not answer now. The message is ours; a driver's text stays in the inner exception.</summary>
public sealed class StoreUnavailableException : Exception
{
    /// <summary>Without a message; only for serializers.</summary>
    public StoreUnavailableException() { }

    /// <summary>With what was tried.</summary>
    public StoreUnavailableException(string message) : base(message) { }

    /// <summary>With what was tried and what the driver said.</summary>
    public StoreUnavailableException(string message, Exception inner) : base(message, inner) { }
}
