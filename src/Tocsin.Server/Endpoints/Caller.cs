namespace Tocsin.Server.Endpoints;

/// <summary>Who calls. Until callers are authenticated everybody is <see cref="Anonymous"/>.</summary>
/// <param name="Name">The name that stands beside what the caller does.</param>
internal sealed record Caller(string Name)
{
    /// <summary>Somebody who was not asked who they are.</summary>
    public static Caller Anonymous { get; } = new("anonymous");

    /// <summary>True for somebody who was not asked who they are.</summary>
    public bool IsAnonymous => Name == Anonymous.Name;
}
