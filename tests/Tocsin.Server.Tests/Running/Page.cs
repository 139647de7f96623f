using System.Net;

namespace Tocsin.Server.Tests.Running;

/// <summary>A page of the server's health and metrics address.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Text">The text.</param>
internal sealed record Page(HttpStatusCode Status, string Text)
{
    private static readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>Gets a page.</summary>
    public static async Task<Page> GetAsync(ServerProcess server, string path)
    {
        using var response = await _http.GetAsync(new Uri(new Uri(server.HttpAddress), path));
        return new Page(response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
