export default function InspectPage() {
  return <p class="loading">To be built</p>;
}
