namespace Tocsin.Cli.Values;

/// <summary>A view for people.</summary>
internal static class ViewText
{
    /// <summary>Its name and, for one of an exposure, which.</summary>
    public static string Of(string view, string exposure) => exposure.Length == 0 ? view : $"{view} of {exposure}";
}
